"""Statements of the hashes of people who were erased: HMAC-SHA256, whose key never leaves the database."""

# The two pads of HMAC, from a key of 32 bytes and blocks of 64.
_PADS = """
    SELECT xor_bytes(erasure_key || decode(repeat('00', 32), 'hex'), 54) AS inner_pad,
           xor_bytes(erasure_key || decode(repeat('00', 32), 'hex'), 92) AS outer_pad
    FROM installation
"""
_HASH = "sha256(k.outer_pad || sha256(k.inner_pad || convert_to(i.identity, 'UTF8')))"

# Where nobody ever was erased nothing is computed.
FIND = f"""
WITH key AS MATERIALIZED ({_PADS} WHERE EXISTS (SELECT FROM erased_identities))
SELECT DISTINCT i.phone FROM key k CROSS JOIN unnest($1::text[], $2::text[]) AS i (phone, identity)
JOIN erased_identities e ON e.hash = {_HASH}
"""

REMEMBER = f"""
WITH key AS MATERIALIZED ({_PADS})
INSERT INTO erased_identities (hash)
SELECT {_HASH} FROM key k CROSS JOIN unnest($1::text[]) AS i (identity) ORDER BY 1 ON CONFLICT DO NOTHING
"""
