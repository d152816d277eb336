import { describe, expect, it } from 'vitest'
import { allPages } from '../../../../main/aws/all-pages.ts'

interface Reply {
  readonly items: readonly string[]
  readonly nextToken?: string | null
}

/** A list whose pages are these, by their tokens; the first is that of ''. */
const listed = (pages: Readonly<Record<string, Reply>>) => {
  const asked: (string | undefined)[] = []
  const news: (readonly string[])[] = []
  const items = allPages({
    async page(token) {
      asked.push(token)
      return pages[token ?? ''] ?? { items: [] }
    },
    keyOf: (item) => item.slice(0, 1),
    onPage: (page) => news.push(page),
    endless: 'It does not end.',
  })
  return { items, asked, news }
}

describe('allPages', () => {
  it('goes on over empty and repeating pages, and counts what comes again once, as it came first', async () => {
    const { items, asked, news } = listed({
      '': { items: ['a1', 'b1'], nextToken: 'two' },
      two: { items: [], nextToken: 'three' },
      three: { items: ['a2'], nextToken: 'four' },
      four: { items: ['c1', 'b2'], nextToken: '' },
    })
    expect({ items: await items, asked, news }).toEqual({
      items: ['a1', 'b1', 'c1'],
      asked: [undefined, 'two', 'three', 'four'],
      news: [['a1', 'b1'], ['c1']],
    })
  })

  it.each([null, undefined, ''])('takes the token %j for the end', async (nextToken) => {
    const { items, asked } = listed({
      '': { items: ['a'], ...(nextToken === undefined ? {} : { nextToken }) },
    })
    expect([await items, asked]).toEqual([['a'], [undefined]])
  })

  it('does not follow a token that comes again', async () => {
    const { items, asked } = listed({
      '': { items: ['a'], nextToken: 'one' },
      one: { items: ['b'], nextToken: 'two' },
      two: { items: ['c'], nextToken: 'one' },
    })
    await expect(items).rejects.toMatchObject({ code: 'response-malformed', message: 'It does not end.' })
    expect(asked).toEqual([undefined, 'one', 'two'])
  })

  it('ends a list that goes on for ever with another token each time', async () => {
    let count = 0
    const work = allPages({
      page: async () => ({ items: [], nextToken: String(count++) }),
      keyOf: String,
      endless: 'It does not end.',
    })
    await expect(work).rejects.toThrow('It does not end.')
    expect(count).toBe(1_001)
  })
})
