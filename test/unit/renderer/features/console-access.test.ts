import { describe, expect, it } from 'vitest'
import {
  filledIn,
  noPieces,
  withAdded,
  withAuthorization,
  withoutAdded,
  withRemoved,
} from '../../../../renderer/features/console-access/access-wish.ts'
import { markedWords } from '../../../../renderer/features/console-access/marked-words.ts'
import { stepStates } from '../../../../renderer/features/console-access/step-states.ts'

const office = { sourceIp: '203.0.113.0/24' }

describe('a wish for console access', () => {
  it('is none once everything that was wished for is taken back', () => {
    const on = withAuthorization(undefined, 'on')
    const both = withAdded(on, office)
    const gone = withRemoved(both, 'sid', true)
    expect(gone).toEqual({ ...noPieces, authorization: 'on', add: [office], remove: ['sid'] })
    const back = withRemoved(withoutAdded(withAuthorization(gone, null), 0), 'sid', false)
    expect(back).toBeUndefined()
  })

  it('asks for the removal of a statement once', () => {
    const once = withRemoved(undefined, 'sid', true)
    expect(withRemoved(once, 'sid', true)).toEqual(once)
  })

  it('gives an edited file, or an undo, up for the first piece', () => {
    expect(withAdded({ kind: 'undo', change: null }, office)).toEqual({ ...noPieces, add: [office] })
  })
})

describe('filledIn', () => {
  it('leaves out what is blank, and the blanks round the rest', () => {
    expect(filledIn({ sourceIp: ' 203.0.113.0/24 ', sourceVpc: '  ', requestedRegion: undefined })).toEqual(
      office,
    )
  })
})

describe('markedWords', () => {
  const codes = (sentence: string) =>
    markedWords(sentence).flatMap(({ text, isCode }) => (isCode ? [text] : []))

  it('sets values apart, and loses nothing', () => {
    const sentence =
      'Sign-in is refused unless the request comes from 203.0.113.0/24 or 2001:db8::/32, or from VPC vpc-0a1b2c3d in eu-central-1, except for arn:aws:iam::111122223333:role/BreakGlass.'
    expect(codes(sentence)).toEqual([
      '203.0.113.0/24',
      '2001:db8::/32',
      'vpc-0a1b2c3d',
      'eu-central-1',
      'arn:aws:iam::111122223333:role/BreakGlass',
    ])
    expect(
      markedWords(sentence)
        .map(({ text }) => text)
        .join(''),
    ).toBe(sentence)
  })

  it('takes hostile text as words (T17)', () => {
    expect(markedWords('<img src=x onerror=alert(1)>')).toEqual([
      { text: '<img src=x onerror=alert(1)>', isCode: false },
    ])
  })
})

describe('stepStates', () => {
  const step = {
    do: 'wait',
    operation: null,
    text: '',
    undo: null,
    clientToken: null,
    state: 'planned',
  } as const
  const steps = [step, step, step]

  it('goes by the progress until there is a result', () => {
    const progress = { text: '', done: 1, total: 3 }
    expect(stepStates(steps, { progress, outcome: null }, undefined)).toEqual(['done', 'sent', 'planned'])
    expect(stepStates(steps, undefined, undefined)).toEqual(['planned', 'planned', 'planned'])
  })

  it('goes by the result as soon as there is one', () => {
    const result = {
      steps: [
        { ...step, state: 'done' as const },
        { ...step, state: 'failed' as const },
      ],
    }
    expect(stepStates(steps, undefined, result)).toEqual(['done', 'failed', 'planned'])
  })
})
