-- One address for all: what a page costs that is asked for again and again.
function init(args)
  path = args[2]
end

function request()
  return wrk.format("GET", path)
end
