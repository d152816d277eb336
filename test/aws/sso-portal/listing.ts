import { chanceOf } from '../seeded-random.ts'
import type { PortalCall } from './call.ts'
import { refuse } from './errors.ts'
import type { PortalParts } from './parts.ts'

const mostItems = 100

/**
 * One page of a listing. Some pages are short and some are empty, by the settings' chance, and always the same ones.
 *
 * @param listing - What is listed.
 */
export function listPage<Item>(
  parts: PortalParts,
  call: PortalCall,
  listing: string,
  items: readonly Item[],
): { readonly items: readonly Item[]; readonly nextToken: string | null } {
  const whose = JSON.stringify([call.token.session.instance.instanceId, call.user.key, listing])
  const { emptyPageRate, pageSize, seed, shortPageRate } = parts.settings
  const nextToken = call.optional('next_token')
  const position = nextToken ? parts.pageTokens.read(whose, nextToken) : { offset: 0, afterEmpty: false }
  if (!position) throw refuse('InvalidRequestException', 'The parameter next_token is not valid.')
  const most = mostOf(call.optional('max_result')) ?? pageSize
  const { afterEmpty, offset } = position
  const chance = (what: string): number => chanceOf(seed, what, whose, offset)
  // Two empty pages in a row would be as good as a listing that never ends.
  const empty = !afterEmpty && chance('empty') < emptyPageRate
  const size = chance('short') < shortPageRate ? Math.ceil(most / 2) : most
  const end = empty ? offset : Math.min(offset + size, items.length)
  const goesOn = empty || end < items.length
  return {
    items: items.slice(offset, end),
    nextToken: goesOn ? parts.pageTokens.issue(whose, { offset: end, afterEmpty: empty }) : null,
  }
}

function mostOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const most = /^\d{1,3}$/.test(text) ? Number(text) : 0
  if (most >= 1 && most <= mostItems) return most
  throw refuse('InvalidRequestException', `The parameter max_result must be from 1 to ${mostItems}.`)
}
