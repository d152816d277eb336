import { InputError } from '../../kernel/errors.ts'
import { openable } from '../../sign-in/openable.ts'
import type { ConsoleSource } from './console-source.ts'

/**
 * The Identity Center access portal's own link to a page of the console: the browser's sign-in at the portal opens it, and
 * nothing of Signet.
 *
 * @throws {@link InputError} `request-malformed` for a profile that is no role of Identity Center, `start-url-invalid`.
 */
export function portalLink(name: string, { portal }: ConsoleSource, page: URL): URL {
  if (!portal) {
    throw new InputError(
      'request-malformed',
      `Profile "${name}" is no role of IAM Identity Center, so no portal has a link for it. Leave out --portal.`,
      'none',
    )
  }
  const { startUrl, accountId, roleName } = portal
  const base = startUrl.replace(/\/?#.*$/s, '').replace(/\/$/, '')
  const parameters = { account_id: accountId, role_name: roleName, destination: page.href }
  const query = Object.entries(parameters).map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
  const link = `${base}/#/console?${query.join('&')}`
  const url = URL.canParse(link) ? new URL(link) : undefined
  if (url && openable(url)) return url
  throw new InputError('start-url-invalid', `The start URL of profile "${name}" is no https address.`)
}
