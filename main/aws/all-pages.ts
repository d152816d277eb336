/**
 * Lists that AWS gives in pages.
 *
 * @module
 */
import { ProtocolError } from '../kernel/errors.ts'

/** At a hundred each. A list that goes on after that does not end. */
const mostPages = 1_000

export interface PagedList<Item> {
  /** Asks for the page behind a token; without one, for the first. */
  readonly page: (nextToken: string | undefined) => Promise<{
    readonly items: readonly Item[]
    readonly nextToken?: string | null | undefined
  }>
  /** What comes again under a key that was there counts once, as it came first. */
  readonly keyOf: (item: Item) => string
  /** Called with what is new in each page; never with nothing. */
  readonly onPage?: ((items: readonly Item[]) => void) | undefined
  /** What to say of a list that does not end: who gave it, what is safe, what to do. */
  readonly endless: string
}

/**
 * All there is, page by page. A page may be short or empty; only a token that is missing or empty ends the list.
 *
 * @throws {@link ProtocolError} `response-malformed` for a list that does not end, and whatever `page` throws.
 */
export async function allPages<Item>({ page, keyOf, onPage, endless }: PagedList<Item>): Promise<Item[]> {
  const found = new Map<string, Item>()
  const tokens = new Set<string>()
  for (let nextToken: string | undefined; ; ) {
    const reply = await page(nextToken)
    const news: Item[] = []
    for (const item of reply.items) {
      const key = keyOf(item)
      if (!found.has(key)) news.push(item)
      found.set(key, found.get(key) ?? item)
    }
    if (news.length > 0) onPage?.(news)
    if (!reply.nextToken) return [...found.values()]
    nextToken = reply.nextToken
    if (tokens.has(nextToken) || tokens.size >= mostPages) {
      throw new ProtocolError('response-malformed', endless, 'retry')
    }
    tokens.add(nextToken)
  }
}
