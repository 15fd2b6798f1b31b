-- Gives the pages that Quarto writes what the embedded site loads. `scripts/pre_render.py` lays it out.
local SITE = pandoc.path.join({ "..", "..", ".quarto", "report" })

local function fonts()
  local here = pandoc.path.directory(quarto.utils.resolve_path("report.lua"))
  local files = {}
  for _, name in ipairs(pandoc.system.list_directory(pandoc.path.join({ here, SITE, "fonts" }))) do
    if name:match("%.woff2$") then
      table.insert(files, { name = "fonts/" .. name, path = pandoc.path.join({ SITE, "fonts", name }) })
    end
  end
  return files
end

if quarto.doc.is_format("html:js") then
  quarto.doc.add_html_dependency({
    name = "report",
    stylesheets = { pandoc.path.join({ SITE, "site.css" }), "quarto.css" },
    scripts = { { path = pandoc.path.join({ SITE, "site.js" }), name = "site.js", afterBody = true } },
    resources = fonts(),
  })
end

-- Marks for editions (`any-day`, `about-chapter`) and cells hide the headings in them from the contents.
local MARKS = { ["any-day"] = true, ["about-chapter"] = true }

local function opened(div)
  local classes = div.classes:filter(function(name) return not MARKS[name] end)
  local marked = #classes < #div.classes
  local bare = div.identifier == "" and #classes == 0
  local begins = div.content[1] and div.content[1].t == "Header"
  if (marked and bare) or (begins and div.classes:includes("cell")) then
    return div.content
  end
end

return { { Div = opened } }
