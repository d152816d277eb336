import type { Page } from 'playwright'

export interface RawCall {
  readonly name: string
  readonly request: object
}

/** What the agent answers to calls that a script of the page itself makes, past everything that the window checks. */
export function rawCalls(page: Page, asks: readonly RawCall[]): Promise<readonly string[]> {
  return page.evaluate(
    ({ folder, calls }) =>
      new Promise<string[]>((resolve) => {
        const answers: string[] = []
        const socket = new WebSocket(`ws://${location.host}${folder}socket`)
        socket.onopen = () => {
          socket.send('{"kind":"greet","nonce":null}')
          for (const [id, ask] of calls.entries()) socket.send(JSON.stringify({ kind: 'call', id, ...ask }))
        }
        socket.onmessage = ({ data }) => {
          const { kind, id } = JSON.parse(String(data)) as { kind: string; id?: number }
          if (id === undefined) return
          answers[id] = kind
          if (answers.filter(Boolean).length === calls.length) resolve(answers)
        }
      }),
    { folder: new URL(page.url()).pathname, calls: [...asks] },
  )
}
