"""Lua: tokens and value in one round trip.

Scripts are loaded by `TokenStore` only, after it has renewed the epoch. A server that knows the script has
therefore not lost its memory since; a restarted or promoted one (which may have forgotten acknowledged
invalidations, being persisted once a second) answers NOSCRIPT, and everything it still holds becomes void.
"""

# KEYS the tokens, then values; ARGV 1 a random token for those that are missing, 2 their ms to live, 3 how
# many of the keys are tokens. A missing token (evicted, expired, flushed) is replaced, so values that stood
# on it never match again.
_TOKENS = """
local count = tonumber(ARGV[3])
local tokens = redis.call('MGET', unpack(KEYS, 1, count))
for i = 1, #tokens do
    if not tokens[i] then
        tokens[i] = ARGV[1]
        redis.call('SET', KEYS[i], ARGV[1], 'PX', ARGV[2])
    end
end
local identity = table.concat(tokens)
"""

# Returns the identity, and for each value what is stored if it stands on that identity. A key of another type
# is nobody's value of ours.
_READ = """
local found = {identity}
for i = count + 1, #KEYS do
    local head = redis.pcall('GETRANGE', KEYS[i], 0, #identity - 1)
    found[i - count + 1] = head == identity and redis.call('GET', KEYS[i])
end
return found
"""

# Returns the identity, and for each value how many ms it still stands on it; 0 for one that does not.
_LEFT = """
local left = {identity}
for i = count + 1, #KEYS do
    local head = redis.pcall('GETRANGE', KEYS[i], 0, #identity - 1)
    left[i - count + 1] = head == identity and math.max(redis.call('PTTL', KEYS[i]), 0) or 0
end
return left
"""

# ARGV 4 the checked payload, 5 its ms to live.
_PUT = """
redis.call('SET', KEYS[#KEYS], identity .. ARGV[4], 'PX', ARGV[5])
return 1
"""

# KEYS gate, token; ARGV a random token, its ms to live, ms between two renewals.
# Returns 0 when renewed, else the ms until it may be.
_RENEW_GATED = """
if redis.call('SET', KEYS[1], 1, 'NX', 'PX', ARGV[3]) then
    redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
    return 0
end
return math.max(redis.call('PTTL', KEYS[1]), 1)
"""


class Scripts:
    """The texts for one Redis database: its number is part of them.

    Databases of one server share its scripts but not its keys; after a restart each must be noticed for
    itself.
    """

    def __init__(self, database: int) -> None:
        head = f"-- database {database}"
        self.read = head + _TOKENS + _READ
        self.left = head + _TOKENS + _LEFT
        self.put = head + _TOKENS + _PUT
        self.renew_gated = head + _RENEW_GATED
        self.all = (self.read, self.left, self.put, self.renew_gated)
