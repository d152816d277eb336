import { UnavailableError } from '../../../kernel/errors.ts'
import type { Http } from '../../../kernel/ports/http.ts'

/** What a release says of itself, as it stands in the feed. Nothing of it is believed yet. */
export async function fetchManifest(http: Http, feed: string): Promise<string> {
  const url = new URL('signet-update.json', feed.endsWith('/') ? feed : `${feed}/`)
  const { status, body } = await http.send({ method: 'GET', url, headers: { accept: 'application/json' } })
  if (status !== 200)
    throw new UnavailableError('server-error', `The update feed answered with HTTP ${status}.`)
  return new TextDecoder('utf-8', { fatal: true }).decode(body)
}
