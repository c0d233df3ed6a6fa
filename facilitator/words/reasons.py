"""Why the system refused a file, in the language of the moment; it says so in English alone."""

import errno

from facilitator.words.language import N_, _

_KNOWN = {
    errno.ENOENT: N_("there is no such file or folder"),
    errno.EACCES: N_("you are not allowed to"),
    errno.EPERM: N_("you are not allowed to"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOTDIR: N_("a part of the path is not a folder"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("the disk is full"),
    errno.EROFS: N_("the disk is read-only"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.EIO: N_("the disk does not answer properly"),
}


def reason_of(error: OSError) -> str:
    """The reason as part of a sentence; one that is not known in the words of the system."""
    known = _KNOWN.get(error.errno or 0)
    return _(known) if known else error.strerror or str(error)
