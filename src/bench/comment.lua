package.path = "src/bench/?.lua;" .. package.path
local common

function init(args)
  math.randomseed(os.time())
  common = require("common")
  ids = common.lines(args[1] .. "/ids")
  common.pause(args[2])
end

function request()
  return common.comment(ids[math.random(#ids)])
end
