package.path = "src/bench/?.lua;" .. package.path
local common

-- With a pause in ms, each client waits so long before it asks again.
function init(args)
  math.randomseed(os.time())
  common = require("common")
  ids = common.lines(args[1] .. "/ids")
  if args[2] then
    delay = function() return tonumber(args[2]) end
  end
end

function request()
  return common.comment(ids[math.random(#ids)])
end
