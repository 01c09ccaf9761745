local common = {}

function common.lines(path)
  local lines = {}
  for line in io.lines(path) do
    lines[#lines + 1] = line
  end
  return lines
end

local agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 "
local visitor = 0
local run = os.time() .. "-" .. math.random(1e9)

-- Each is a visitor of its own.
function common.view(id)
  visitor = visitor + 1
  return wrk.format("POST", "/api/v1/articles/" .. id .. "/views",
    { ["User-Agent"] = agent .. run .. "-" .. visitor })
end

return common
