package.path = "src/bench/?.lua;" .. package.path
local common

function init(args)
  math.randomseed(os.time())
  common = require("common")
  ids = common.lines(args[1] .. "/ids")
  front = args[2] == "front"
end

function request()
  if front and math.random() < 0.9 then
    return common.view(ids[1])
  end
  return common.view(ids[math.random(#ids)])
end
