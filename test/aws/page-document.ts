/**
 * How every page of the stand-in looks. Plain forms, no script, readable in light and dark.
 *
 * @module
 */
import { escapeMarkup } from './escape-markup.ts'

const style = `
:root { color-scheme: light dark; --page: #f3f4f7; --card: #fff; --text: #16191f; --quiet: #545b64; --line: #c6cbd3;
  --accent: #0b5cad; --on-accent: #fff; --chosen: #eaf3fc; --note: #fff4d6; --note-line: #b98900 }
@media (prefers-color-scheme: dark) { :root { --page: #0f141a; --card: #1b222b; --text: #e9ebed; --quiet: #b1bac5;
  --line: #47525f; --accent: #7cb8f7; --on-accent: #0b1520; --chosen: #22344a; --note: #332a10; --note-line: #c99a1e } }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; padding: 2rem 1rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif }
main { max-width: 36rem; margin: 0 auto; padding: 1.75rem; background: var(--card); border: 1px solid var(--line);
  border-radius: .75rem }
.note { max-width: 36rem; margin: 0 auto 1rem; padding: .6rem 1rem; background: var(--note);
  border-left: .3rem solid var(--note-line); border-radius: .35rem; font-size: .925rem }
h1 { margin: 0 0 .5rem; font-size: 1.45rem; line-height: 1.25 }
p { margin: 0 0 1rem } .quiet { color: var(--quiet) }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1rem; margin: 1rem 0 1.25rem }
dt { color: var(--quiet) } dd { margin: 0; overflow-wrap: anywhere }
@media (max-width: 30rem) { main { padding: 1.25rem } dl { display: block } dd { margin-bottom: .5rem } }
fieldset { margin: 0; padding: 0; border: 0 } legend { padding: 0 0 .5rem; font-weight: 600 }
.choice { display: flex; gap: .8rem; align-items: flex-start; padding: .7rem .9rem; margin-bottom: .5rem;
  border: 1px solid var(--line); border-radius: .5rem; cursor: pointer }
.choice:has(:checked) { border-color: var(--accent); background: var(--chosen) }
.choice:has(:focus-visible) { outline: 3px solid var(--accent); outline-offset: 2px }
.choice input { margin: .3rem 0 0; width: 1.1rem; height: 1.1rem; accent-color: var(--accent); flex: none; outline: 0 }
.choice strong, .choice small { display: block; overflow-wrap: anywhere } .choice small { color: var(--quiet); font-size: .875rem }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.25rem }
button { min-height: 2.75rem; padding: .5rem 1.4rem; font: inherit; font-weight: 600; border-radius: .5rem; cursor: pointer;
  border: 1px solid var(--accent); background: var(--accent); color: var(--on-accent) }
button.plain { background: transparent; color: var(--text); border-color: var(--line) }
button:focus-visible, textarea:focus-visible, input[type=text]:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
label.above { display: block; font-weight: 600; margin-bottom: .35rem }
textarea { display: block; width: 100%; min-height: 8.5rem; field-sizing: content; padding: .75rem; resize: vertical; overflow-wrap: anywhere;
  font: .95rem/1.5 ui-monospace, "SFMono-Regular", Menlo, Consolas, "DejaVu Sans Mono", monospace; border-radius: .5rem;
  border: 1px solid var(--line); background: var(--page); color: var(--text) }
input[type=text] { display: block; width: 100%; min-height: 2.75rem; padding: .5rem .75rem; font: 1.1rem/1.4 ui-monospace, "SFMono-Regular",
  Menlo, Consolas, "DejaVu Sans Mono", monospace; letter-spacing: .08em; border-radius: .5rem; border: 1px solid var(--quiet);
  background: var(--page); color: var(--text) }
.code { margin: .9rem 0 1.25rem; padding: .75rem; text-align: center; border: 1px dashed var(--quiet); border-radius: .5rem; background: var(--page);
  font: 700 1.75rem/1.3 ui-monospace, "SFMono-Regular", Menlo, Consolas, "DejaVu Sans Mono", monospace; letter-spacing: .12em }
`

/** Text that may wrap after a colon or a slash. */
export function breakable(text: string): string {
  return escapeMarkup(text).replace(/[:/@]/g, '$&<wbr>')
}

/**
 * A whole page.
 *
 * @param body - Markup for its main part.
 * @param service - What the stand-in stands for here.
 */
export function pageDocument(title: string, body: string, service: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(title)}</title>
<style>${style}</style>
</head>
<body>
<p class="note" role="note">This is a local stand-in for ${service}. No account here is real.</p>
<main>
${body}
</main>
</body>
</html>
`
}
