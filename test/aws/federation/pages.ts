import { escapeMarkup } from '../escape-markup.ts'
import { breakable, pageDocument } from '../page-document.ts'
import { accountId, type Principal } from '../principals.ts'

/** Where the console would begin. */
export function consoleFrontPage(principal: Principal, destination: string): string {
  return pageDocument(
    'The console',
    `<h1>You are in the console</h1>
<p class="quiet">The real one would now show the page below.</p>
<dl>
<dt>As</dt><dd>${breakable(principal.name)}</dd>
<dt>Account</dt><dd>${escapeMarkup(principal.accountName)} (${accountId(principal)})</dd>
<dt>Page</dt><dd id="destination">${breakable(destination)}</dd>
</dl>`,
    'the AWS console',
  )
}

/** What a program gets that asked wrongly: a page for people. */
export function federationErrorPage(reason: string): string {
  return pageDocument(
    'Amazon Web Services Sign-In',
    `<h1>This request cannot be taken</h1>\n<p>${escapeMarkup(reason)}</p>`,
    'AWS Sign-In',
  )
}
