package.path = "src/bench/?.lua;" .. package.path

function init(args)
  slugs = require("common").lines(args[1] .. "/slugs")
end

function request()
  return wrk.format("GET", "/api/v1/articles/" .. slugs[math.random(#slugs)])
end
