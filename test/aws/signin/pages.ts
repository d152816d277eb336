/**
 * The pages a person sees at Sign-In.
 *
 * @module
 */
import { escapeMarkup } from '../escape-markup.ts'
import { breakable, pageDocument } from '../page-document.ts'
import { accountId, type Principal } from '../principals.ts'
import { crossDevice } from './authorize-request.ts'

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
  return signinPage(
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
  return signinPage(
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
  return signinPage(title, `<h1>${escapeMarkup(title)}</h1>\n<p>${escapeMarkup(reason)}</p>`)
}

function choice(principal: Principal, index: number): string {
  const { key, name, kind, accountName, arn } = principal
  return `<label class="choice"><input type="radio" name="principal" value="${escapeMarkup(key)}"${index === 0 ? ' checked' : ''}>
<span><strong>${breakable(name)}</strong><small>${kinds[kind]} in ${escapeMarkup(accountName)} (${accountId(principal)})</small>
<small>${breakable(arn)}</small></span></label>`
}

function signinPage(title: string, body: string): string {
  return pageDocument(title, body, 'AWS Sign-In')
}
