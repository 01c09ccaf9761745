local common = {}

function common.lines(path)
  local lines = {}
  for line in io.lines(path) do
    lines[#lines + 1] = line
  end
  return lines
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
function common.view(id)
  visitor = visitor + 1
  return wrk.format("POST", "/api/v1/articles/" .. id .. "/views",
    { ["User-Agent"] = agents[visitor % #agents + 1], ["X-Forwarded-For"] = run .. string.format("%x::1", visitor % 0x10000) })
end

return common
