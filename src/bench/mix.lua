package.path = "src/bench/?.lua;" .. package.path
local common
local key = "Bearer mh_key-for-the-benchmark"

function init(args)
  math.randomseed(os.time())
  common = require("common")
  ids = common.lines(args[1] .. "/ids")
  slugs = common.lines(args[1] .. "/slugs")
  desk = common.lines(args[1] .. "/desk")
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
    return common.comment(ids[math.random(#ids)])
  end
  -- These alone were written at the desk.
  return wrk.format("POST", "/manage/v1/articles/" .. desk[math.random(#desk)] .. "/publish",
    { ["Content-Type"] = "application/json", ["Authorization"] = key, ["If-Match"] = "*" }, "{}")
end
