package.path = "src/bench/?.lua;" .. package.path
local common
local key = "Bearer mh_key-for-the-benchmark"

function init(args)
  math.randomseed(os.time())
  common = require("common")
  ids = common.lines(args[1] .. "/ids")
  slugs = common.lines(args[1] .. "/slugs")
  desk = common.lines(args[1] .. "/desk")[1]
end

function request()
  local dice = math.random(100)
  if dice <= 90 then
    return wrk.format("GET", "/api/v1/articles/" .. slugs[math.random(#slugs)])
  elseif dice <= 95 then
    return wrk.format("GET", "/api/v1/articles?limit=20")
  elseif dice <= 98 then
    return common.view(ids[math.random(#ids)])
  elseif dice == 99 then
    return wrk.format("POST", "/api/v1/articles/" .. ids[math.random(#ids)] .. "/comments",
      { ["Content-Type"] = "application/json" },
      '{"author": {"name": "Reader ' .. math.random(1e9) .. '"}, "body": "I walked across it, the ' .. math.random(1e9) .. 'th."}')
  end
  -- The first one alone was written at the desk.
  return wrk.format("POST", "/manage/v1/articles/" .. desk .. "/publish",
    { ["Content-Type"] = "application/json", ["Authorization"] = key, ["If-Match"] = "*" }, "{}")
end
