-- Converts many texts in one process: a JSON list of requests on standard input, a JSON list of
-- results on standard output. A request has text, source, target, and options: those of the writer,
-- a citation style, whether to set citations, the language of what is read. A result has text, or
-- error. The machine's own environment reaches nothing.

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
  local language = { LANG = (request.options or {}).lang or "en" }
  local done, answer = pcall(function()
    return pandoc.system.with_environment(language, function() return converted(request) end)
  end)
  if done then
    results:insert({ text = answer })
  else
    results:insert({ error = tostring(answer) })
  end
end
io.write(pandoc.json.encode(results))
