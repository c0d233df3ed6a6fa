"""What follows from the plans people work by: sales, operational, personal, follow-up."""
