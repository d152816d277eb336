import { describe, expect, it } from 'vitest'
import { ServiceModel } from '../../aws/model.ts'

const model = new ServiceModel({
  operations: { Op: { input: { shape: 'In' }, output: { shape: 'Out' } } },
  shapes: {
    In: { type: 'structure', payload: 'wrapped', members: { wrapped: { shape: 'Body' } } },
    Out: { type: 'structure', members: { on: { shape: 'Flag' } } },
    Body: {
      type: 'structure',
      required: ['name'],
      members: {
        name: { shape: 'Name', locationName: 'the_name' },
        size: { shape: 'Size' },
        kind: { shape: 'Kind' },
        list: { shape: 'List' },
        map: { shape: 'Map' },
      },
    },
    Name: { type: 'string', min: 2, max: 4, pattern: '[a-z]+' },
    Kind: { type: 'string', enum: ['a', 'b'] },
    Size: { type: 'integer', min: 1, max: 9 },
    List: { type: 'list', member: { shape: 'Size' }, max: 2 },
    Map: { type: 'map', value: { shape: 'Kind' } },
    Flag: { type: 'boolean' },
  },
})

describe('ServiceModel', () => {
  it.each<[body: unknown, problems: readonly string[]]>([
    [{ the_name: 'abc', size: 9, kind: 'b', list: [1, 2], map: { x: 'a' }, unknown: true }, []],
    [{ name: 'abc' }, ['body.the_name is missing']],
    [{ the_name: 'a' }, ['body.the_name is under 2']],
    [{ the_name: 'abcde' }, ['body.the_name is over 4']],
    [{ the_name: 'ab1' }, ['body.the_name does not match its pattern']],
    [{ the_name: 7 }, ['body.the_name is not a string']],
    [{ the_name: 'abc', size: 0 }, ['body.size is under 1']],
    [{ the_name: 'abc', size: 1.5 }, ['body.size is not an integer']],
    [{ the_name: 'abc', kind: 'c' }, ['body.kind is not one of its values']],
    [{ the_name: 'abc', list: [1, 2, 10] }, ['body.list is over 2', 'body.list[2] is over 9']],
    [{ the_name: 'abc', list: {} }, ['body.list is not a list']],
    [{ the_name: 'abc', map: { x: 'c' } }, ['body.map{} is not one of its values']],
    ['text', ['body is not an object']],
  ])('judges %j', (body, problems) => {
    expect(model.inputProblems('Op', body)).toEqual(problems)
  })

  it('judges replies too', () => {
    expect([model.outputProblems('Op', { on: true }), model.outputProblems('Op', { on: 1 })]).toEqual([
      [],
      ['body.on is not a boolean'],
    ])
  })
})
