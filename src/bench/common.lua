local common = {}

function common.lines(path)
  local lines = {}
  for line in io.lines(path) do
    lines[#lines + 1] = line
  end
  return lines
end

-- Has each client wait so many ms before it asks again, if any; wrk looks for the name once init is over.
function common.pause(ms)
  if ms then
    delay = function() return tonumber(ms) end
  end
end

-- Readers share a few dozen agents and come from addresses of their own; the program trusts this
-- machine as a proxy. An IPv6 network of 64 bits is a visitor.
local agents = {}
for version = 101, 140 do
  agents[#agents + 1] = "Mozilla/5.0 (X11; Linux x86_64; rv:" .. version .. ".0) Gecko/20100101 Firefox/" .. version .. ".0"
end
local visitor = 0
local run = string.format("2001:%x:%x:", math.random(0xffff), math.random(0xffff))

-- Each is a visitor of its own, who never comes again.
local function newcomer(headers)
  visitor = visitor + 1
  headers["User-Agent"] = agents[visitor % #agents + 1]
  headers["X-Forwarded-For"] = run .. string.format("%x::1", visitor % 0x10000)
  return headers
end

function common.view(id)
  return wrk.format("POST", "/api/v1/articles/" .. id .. "/views", newcomer({}))
end

function common.comment(id)
  return wrk.format("POST", "/api/v1/articles/" .. id .. "/comments",
    newcomer({ ["Content-Type"] = "application/json" }),
    '{"author": {"name": "Reader ' .. math.random(1e9) .. '"}, "body": "I walked across it, the ' .. math.random(1e9) .. 'th."}')
end

return common
