/**
 * The pages a person sees. Plain forms, no script, readable in light and dark.
 *
 * @module
 */
import { escapeMarkup } from '../escape-markup.ts'
import { accountId, type Principal } from '../principals.ts'
import { crossDevice } from './authorize-request.ts'

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
button:focus-visible, textarea:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
label.above { display: block; font-weight: 600; margin-bottom: .35rem }
textarea { display: block; width: 100%; min-height: 8.5rem; field-sizing: content; padding: .75rem; resize: vertical; overflow-wrap: anywhere;
  font: .95rem/1.5 ui-monospace, "SFMono-Regular", Menlo, Consolas, "DejaVu Sans Mono", monospace; border-radius: .5rem;
  border: 1px solid var(--line); background: var(--page); color: var(--text) }
`

const kinds: Readonly<Record<Principal['kind'], string>> = {
  role: 'Role',
  user: 'IAM user',
  root: 'Root user',
}

/** Asks who signs in, and whether the client may. */
export function choicePage(asked: {
  readonly ticket: string
  readonly clientId: string
  readonly redirectUri: string
  readonly region: string
  readonly principals: readonly Principal[]
}): string {
  const remote = asked.clientId === crossDevice
  const choices = asked.principals.map(choice).join('\n')
  return document(
    'Allow developer tools?',
    `<h1>Allow developer tools to act for you?</h1>
<p class="quiet">A program ${remote ? 'on another device' : 'on this device'} asks for short-lived AWS credentials.</p>
<dl>
<dt>Asked by</dt><dd>${breakable(asked.clientId)}</dd>
<dt>Region</dt><dd>${escapeMarkup(asked.region)}</dd>
<dt>Then goes to</dt><dd>${breakable(asked.redirectUri)}</dd>
</dl>
<form method="post" action="authorize/decision">
<input type="hidden" name="ticket" value="${escapeMarkup(asked.ticket)}">
<fieldset><legend>Sign in as</legend>
${choices}
</fieldset>
<div class="actions">
<button name="decision" value="allow">Allow</button>
<button class="plain" name="decision" value="deny">Deny</button>
</div>
</form>`,
  )
}

/** Shows the text to paste on the other device. */
export function confirmationPage(pasteText: string): string {
  return document(
    'Copy this code',
    `<h1>Copy this code to your other device</h1>
<p class="quiet">Select all of it, copy it, and paste it where the program asks for it. It works once, for a few minutes.
Share it with nobody.</p>
<label class="above" for="code">Authorization code</label>
<textarea id="code" readonly spellcheck="false" autocomplete="off">${escapeMarkup(pasteText)}</textarea>`,
  )
}

/** Says in one sentence why there is nothing more to do here. */
export function refusalPage(title: string, reason: string): string {
  return document(title, `<h1>${escapeMarkup(title)}</h1>\n<p>${escapeMarkup(reason)}</p>`)
}

function choice(principal: Principal, index: number): string {
  const { key, name, kind, accountName, arn } = principal
  return `<label class="choice"><input type="radio" name="principal" value="${escapeMarkup(key)}"${index === 0 ? ' checked' : ''}>
<span><strong>${breakable(name)}</strong><small>${kinds[kind]} in ${escapeMarkup(accountName)} (${accountId(principal)})</small>
<small>${breakable(arn)}</small></span></label>`
}

/** Text that may wrap after a colon or a slash. */
function breakable(text: string): string {
  return escapeMarkup(text).replace(/[:/@]/g, '$&<wbr>')
}

function document(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(title)}</title>
<style>${style}</style>
</head>
<body>
<p class="note" role="note">This is a local stand-in for AWS Sign-In. No account here is real.</p>
<main>
${body}
</main>
</body>
</html>
`
}
