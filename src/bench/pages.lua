-- The first pages of a list, any of them.
package.path = "src/bench/?.lua;" .. package.path

function init(args)
  pages = require("common").lines(args[1] .. "/pages")
end

function request()
  return wrk.format("GET", pages[math.random(#pages)])
end
