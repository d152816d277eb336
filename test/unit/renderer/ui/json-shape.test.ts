import { json } from '@codemirror/lang-json'
import { EditorState } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { accessFileShape } from '../../../../renderer/features/console-access/access-file-shape.ts'
import { english } from '../../../../renderer/texts/en/english.ts'
import { shapeProblems } from '../../../../renderer/ui/json-shape.ts'
import { jsonTree, objectAt } from '../../../../renderer/ui/json-tree.ts'

const shape = accessFileShape(english)
const words = english.consoleAccess.json.problems
const stateOf = (doc: string) => EditorState.create({ doc, extensions: [json()] })

function problems(doc: string): readonly string[] {
  const { root, brokenAt } = jsonTree(stateOf(doc))
  if (root === undefined) return [`broken at ${brokenAt}`]
  return shapeProblems(root, shape, words).map(
    ({ from, to, message }) => `${doc.slice(from, to)}: ${message}`,
  )
}

describe('shapeProblems', () => {
  it('finds nothing wrong with what Export writes', () => {
    const file = {
      format: 'signet-console-access',
      version: 1,
      exportedAt: '2026-01-01T00:00:00.000Z',
      accountId: '111122223333',
      targetId: '111122223333',
      consoleAuthorizationEnabled: true,
      statements: [{ sourceIp: '203.0.113.0/24' }, { condition: { NotIpAddress: { a: ['b'] } } }],
    }
    expect(problems(JSON.stringify(file, undefined, 2))).toEqual([])
  })

  it('names the place and what belongs there', () => {
    const doc =
      '{"format": "other", "version": 1, "statements": [{"sourceIP": "203.0.113.7"}, {"sourceIp": 7}], "on": true}'
    expect(problems(doc)).toEqual([
      '"other": Here must be "signet-console-access".',
      '"sourceIP": There is no such field.',
      '7: Here must be a text.',
      '"on": There is no such field.',
    ])
  })

  it('says what is missing, and where the text is no JSON', () => {
    expect(problems('{"format": "signet-console-access", "version": 1}')).toEqual([
      '{: "statements" is missing.',
    ])
    expect(problems('[]')).toEqual(['[]: Here must be an object.'])
    expect(problems('{"format": ')).toEqual(['broken at 11'])
  })
})

describe('objectAt', () => {
  it('knows which fields an object may have, and has', () => {
    const doc = '{"statements": [{"sourceIp": "203.0.113.7", }]}'
    const found = objectAt(stateOf(doc), doc.indexOf(', }') + 2, shape)
    expect({ used: found?.used, has: Object.keys(found?.fields ?? {}).includes('sourceVpc') }).toEqual({
      used: ['sourceIp'],
      has: true,
    })
  })
})
