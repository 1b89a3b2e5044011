"""After a database went back: what the sent logs know, the question to a person, and what follows from it."""
