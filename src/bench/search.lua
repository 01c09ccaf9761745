-- One of 50 words, each in every 50th article; with "new" no address comes twice, so none is kept.
function init(args)
  new = args[2] == "new"
end

function request()
  local path = string.format("/api/v1/search?q=topic%02d", math.random(0, 49))
  if new then
    path = path .. string.format("&publishedFrom=%04d-01-01T00:00:%02d.%06dZ", math.random(1700, 1999), math.random(0, 59), math.random(0, 999999))
  end
  return wrk.format("GET", path)
end
