"""What is printed for the day: badges, certificates, the declaration in its signed form."""
