"""The scripts that Redis runs for the pace. All times are microseconds of Redis's clock.

Pointers are looked at before they are believed: one further ahead than it can be was written before the clock
went back. It is put where the latest slot that anybody may still hold can lie, so that sending goes on within
a second and never above the rate.
"""

# KEYS last slot, bulk floor, replies flag, last slot of the campaign, gap start, gap end, id of this Redis,
#      control
# ARGV wanted, ahead, lane, reply share, rate of the campaign (0: none), replies ms, lead, margin, slice,
#      id that this Redis should have ('': any),
#      process, rate, ceiling (''), noise, cuts, taken and refused since it last asked, lease of the leader,
#      limit
# Returns {granted, until the first slot or until it is worth asking again, pointer, spacing, role, ...}.
# granted -1: this is another Redis than it should be. The pointer 'gap' never matches: slots of a gap are
# not given back. Roles: 'lead' (with what the others heard: taken, refused), 'adopt' and 'follow' (with the
# rate, ceiling, noise and cuts that hold).
# While replies wait (they asked and were not given all), bulk leaves a gap before each of its slices; replies
# are served from the gap first. Once they have what they wanted, no slot is kept for nobody.
RESERVE = """
local t = redis.call('TIME')
local now = t[1] * 1000000 + t[2]
if ARGV[10] ~= '' and redis.call('GET', KEYS[7]) ~= ARGV[10] then return {-1, 0, '', '0', '', 0, 0} end
local wanted, ahead, share, slice = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[4]), tonumber(ARGV[9])
local function whole(number) return string.format('%d', number) end

-- Who holds the control of the rate, and what rate that is.
local me, rate, lease = ARGV[11], tonumber(ARGV[12]), tonumber(ARGV[18])
local known = redis.call(
    'HMGET', KEYS[8], 'leader', 'until', 'rate', 'ceiling', 'noise', 'cuts', 'taken', 'refused')
local till = tonumber(known[2] or 0)
local role, one, two, three, four = 'lead', known[7] or '0', known[8] or '0', '', ''
if known[1] and known[1] ~= me then
    role = (till > now and till <= now + lease) and 'follow' or 'adopt'
    rate = math.min(tonumber(known[3]), tonumber(ARGV[19]))
    one, two, three, four = known[3], known[4], known[5], known[6]
end
if role == 'follow' then
    if known[6] == ARGV[15] then
        redis.call('HINCRBY', KEYS[8], 'taken', ARGV[16])
        redis.call('HINCRBY', KEYS[8], 'refused', ARGV[17])
    end
else
    redis.call('HSET', KEYS[8], 'leader', me, 'until', whole(now + lease), 'taken', 0, 'refused', 0)
    if role == 'lead' then
        redis.call(
            'HSET', KEYS[8], 'rate', ARGV[12], 'ceiling', ARGV[13], 'noise', ARGV[14], 'cuts', ARGV[15])
    end
    redis.call('PEXPIRE', KEYS[8], 600000)
end

local spacing = 1000000 / (rate * tonumber(ARGV[8]))
local limit = math.max(1, math.floor(rate * slice / 1000000))
local campaign_spacing = 0
local campaign_rate = tonumber(ARGV[5])
if campaign_rate > 0 and campaign_rate < rate then
    campaign_spacing = 1000000 / (campaign_rate * tonumber(ARGV[8]))
    limit = math.max(1, math.floor(campaign_rate * slice / 1000000))
end
wanted = math.min(wanted, limit)

-- Whoever asks must still claim and mark: an earlier slot would be missed.
local soonest = now + tonumber(ARGV[7])
local latest = now + math.max(ahead, tonumber(ARGV[7]))
local function keep(key, at, wait)
    redis.call('SET', key, whole(at), 'PX', whole(600000 + math.max(0, at + wait - now) / 1000))
end
local function read(key, most)
    local at = tonumber(redis.call('GET', key) or 0)
    if at > most then
        at = most
        keep(key, at, spacing + campaign_spacing)
    end
    return at
end
local next_slot = math.max(read(KEYS[1], latest) + spacing, soonest)
local start, room, from_gap = next_slot, nil, false
if ARGV[3] == 'reply' then
    local gap = math.max(tonumber(redis.call('GET', KEYS[5]) or 0), soonest)
    local gap_end = tonumber(redis.call('GET', KEYS[6]) or 0)
    room = gap_end <= latest and math.floor((gap_end - gap) / spacing) or 0
    if room >= 1 then start, from_gap = gap, true end
else
    start = math.max(start, read(KEYS[2], latest + spacing + math.max(slice, spacing) * share / (1 - share)))
end
if campaign_spacing > 0 then
    local campaign_next = read(KEYS[4], latest + slice * 1.1) + campaign_spacing
    if campaign_next > start then
        -- Its own rate holds it back, not the bulk.
        return {0, math.ceil(campaign_next - now), '', tostring(spacing), role, one, two, three, four}
    end
end
if not from_gap then
    room = math.max(math.floor((ahead - (start - now)) / spacing), start <= soonest and 1 or 0)
end
local granted = math.min(wanted, room)
if ARGV[3] == 'reply' then
    local all = granted >= tonumber(ARGV[1])
    if all then redis.call('DEL', KEYS[3]) else redis.call('SET', KEYS[3], 1, 'PX', ARGV[6]) end
end
if granted < 1 then
    local wait = math.ceil(math.max(start - now - ahead / 2, 1000))
    return {0, wait, '', tostring(spacing), role, one, two, three, four}
end
local last = start + (granted - 1) * spacing
if campaign_spacing > 0 then keep(KEYS[4], start + (granted - 1) * campaign_spacing, campaign_spacing) end
local pointer = 'gap'
if from_gap then
    keep(KEYS[5], last + spacing, 0)
else
    pointer = whole(last)
    keep(KEYS[1], last, spacing)
    if start > next_slot then
        keep(KEYS[5], next_slot, 0)
        keep(KEYS[6], start, 0)
    end
    if ARGV[3] ~= 'reply' and redis.call('EXISTS', KEYS[3]) == 1 then
        keep(KEYS[2], last + spacing + granted * spacing * share / (1 - share), 0)
    end
end
return {granted, math.floor(start - now), pointer, tostring(spacing), role, one, two, three, four}
"""

# Gives back the end of a slice, if nobody reserved behind it.
GIVE_BACK = """
if redis.call('GET', KEYS[1]) == ARGV[1] then
    redis.call('SET', KEYS[1], string.format('%d', tonumber(ARGV[1]) - tonumber(ARGV[2])), 'KEEPTTL')
end
"""
