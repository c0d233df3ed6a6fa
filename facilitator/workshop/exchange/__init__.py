"""A session as one document another database can take in; described in docs/json-format.md."""

from facilitator.workshop.exchange.document import FORMAT, VERSION, to_document
from facilitator.workshop.exchange.taking_in import AlreadyHere, Imported, import_document

__all__ = ["FORMAT", "VERSION", "AlreadyHere", "Imported", "import_document", "to_document"]
