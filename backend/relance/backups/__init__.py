"""`relance backup` and `relance restore`: a whole dump, and a database made of one in one transaction."""
