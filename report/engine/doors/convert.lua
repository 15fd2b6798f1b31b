-- Converts many texts in one process: a JSON list of requests on standard input, a JSON list of
-- results on standard output. A request has text, source, target, and the options of the writer;
-- a result has text, or error.

local function converted(request)
  local options = request.options or {}
  local doc = pandoc.read(request.text, request.source)
  if options.csl then
    doc.meta.csl = options.csl
  end
  if options.citeproc then
    doc = pandoc.utils.citeproc(doc)
  end
  local writer = pandoc.WriterOptions(options.writer or {})
  return pandoc.write(doc, request.target, writer)
end

local results = pandoc.List()
for _, request in ipairs(pandoc.json.decode(io.read("a"), false)) do
  local done, answer = pcall(converted, request)
  if done then
    results:insert({ text = answer })
  else
    results:insert({ error = tostring(answer) })
  end
end
io.write(pandoc.json.encode(results))
