package.path = "src/bench/?.lua;" .. package.path

-- With a pause in ms, each client waits so long before it asks again.
function init(args)
  slugs = require("common").lines(args[1] .. "/slugs")
  if args[2] then
    delay = function() return tonumber(args[2]) end
  end
end

function request()
  return wrk.format("GET", "/api/v1/articles/" .. slugs[math.random(#slugs)])
end
