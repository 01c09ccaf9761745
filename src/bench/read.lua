package.path = "src/bench/?.lua;" .. package.path

function init(args)
  local common = require("common")
  slugs = common.lines(args[1] .. "/slugs")
  common.pause(args[2])
end

function request()
  return wrk.format("GET", "/api/v1/articles/" .. slugs[math.random(#slugs)])
end
