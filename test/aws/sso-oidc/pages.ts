/**
 * The pages a person sees at IAM Identity Center.
 *
 * @module
 */
import { escapeMarkup } from '../escape-markup.ts'
import type { User } from '../identity-center/directory.ts'
import { breakable, pageDocument } from '../page-document.ts'
import type { AuthorizeRequest } from './authorize-request.ts'
import type { DeviceAuthorization } from './device-codes.ts'

/** Asks who signs in, and whether the client may. */
export function authorizePage(asked: AuthorizeRequest, ticket: string): string {
  const { client, instance, redirectUri, scopes } = asked
  return page(
    'Allow access to your accounts?',
    `<h1>Allow a program on this device to use your AWS accounts?</h1>
<p class="quiet">It will act for you until your session ends.</p>
<dl>
<dt>Asked by</dt><dd>${breakable(client.name)}</dd>
<dt>Start URL</dt><dd>${breakable(instance.startUrl)}</dd>
<dt>Region</dt><dd>${escapeMarkup(instance.region)}</dd>
<dt>For</dt><dd>${breakable(scopes.join(', '))}</dd>
<dt>Then goes to</dt><dd>${breakable(redirectUri)}</dd>
</dl>
${answerForm('authorize/decision', ticket, instance.users)}`,
  )
}

/** Asks for the code that a device shows. */
export function codeEntryPage(): string {
  return page(
    'Enter the code',
    `<h1>Enter the code your device shows</h1>
<p class="quiet">It is two groups of four letters.</p>
<form method="get" action="device">
<label class="above" for="user_code">Code</label>
<input type="text" id="user_code" name="user_code" required autocomplete="off" autocapitalize="characters" spellcheck="false">
<div class="actions">
<button>Continue</button>
</div>
</form>`,
  )
}

/** Shows the code to compare, and asks who signs in and whether the device may. */
export function devicePage({ client, instance, userCode }: DeviceAuthorization, ticket: string): string {
  return page(
    'Allow a device?',
    `<h1>Does your device show this code?</h1>
<p class="code">${escapeMarkup(userCode)}</p>
<p>Compare it with the code on the device where you are signing in. Deny if it is another, or if you did not ask for one
yourself: whoever sent you here would get your access.</p>
<dl>
<dt>Asked by</dt><dd>${breakable(client.name)}</dd>
<dt>Start URL</dt><dd>${breakable(instance.startUrl)}</dd>
<dt>Region</dt><dd>${escapeMarkup(instance.region)}</dd>
<dt>For</dt><dd>${breakable(client.scopes.join(', ') || 'all your accounts')}</dd>
</dl>
${answerForm('device/decision', ticket, instance.users)}`,
  )
}

/** Says in one sentence why there is nothing more to do here. */
export function closingPage(title: string, reason: string): string {
  return page(title, `<h1>${escapeMarkup(title)}</h1>\n<p>${escapeMarkup(reason)}</p>`)
}

function answerForm(action: string, ticket: string, users: readonly User[]): string {
  return `<form method="post" action="${action}">
<input type="hidden" name="ticket" value="${escapeMarkup(ticket)}">
<fieldset><legend>Sign in as</legend>
${users.map(choice).join('\n')}
</fieldset>
<div class="actions">
<button name="decision" value="allow">Allow</button>
<button class="plain" name="decision" value="deny">Deny</button>
</div>
</form>`
}

function choice({ key, displayName, userName, email }: User, index: number): string {
  const lines = [...new Set([userName, email])].map((line) => `<small>${breakable(line)}</small>`)
  return `<label class="choice"><input type="radio" name="user" value="${escapeMarkup(key)}"${index === 0 ? ' checked' : ''}>
<span><strong>${breakable(displayName)}</strong>${lines.join('\n')}</span></label>`
}

function page(title: string, body: string): string {
  return pageDocument(title, body, 'AWS IAM Identity Center')
}
