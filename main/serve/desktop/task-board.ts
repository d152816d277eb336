/**
 * What a person has started from a window and takes a while. A task outlives its window: a reload finds it again.
 *
 * @module
 */
import type { Said } from '../../../preload/contract/said.ts'
import type { TaskView } from '../../../preload/contract/task-views.ts'
import { errorView, InputError } from '../../kernel/errors.ts'
import { placeOf } from '../../kernel/place-of.ts'
import type { Log } from '../../kernel/ports/log.ts'
import type { Prompts, Question } from '../../kernel/ports/prompts.ts'
import { windowError, withoutCommands } from './window-words.ts'

/** What a task's work may tell on its way. */
export interface TaskProgress {
  readonly prompts: Prompts
  readonly signal: AbortSignal
  show(change: Partial<Pick<TaskView, 'step' | 'progress' | 'preview'>>): void
}

/** How a task ended well; undefined when the person turned away. */
export type TaskEnd =
  | {
      readonly summary: readonly string[]
      readonly diff?: readonly string[]
      /** What the summary's sentences are made of, where the agent has it. */
      readonly said?: readonly Said[]
    }
  | undefined

export interface TaskStart {
  readonly kind: TaskView['kind']
  readonly title: string
  /** What it is about, alone: a profile, a session. */
  readonly subject?: string
  /** The session, by its id, in whose browser the task's page opens; undefined for the system's own. */
  readonly opensIn?: () => string | undefined
  readonly work: (progress: TaskProgress) => Promise<TaskEnd>
}

interface Task {
  view: TaskView
  readonly abort: AbortController
  answer: ((answer: string | undefined) => void) | undefined
  readonly opensIn: TaskStart['opensIn']
}

/** Ended tasks stay to be read, up to this many. */
const mostEnded = 20
const mostRunning = 16

export interface TaskBoardNeeds {
  readonly uuid: () => string
  readonly now: () => number
  readonly log: Log
  /** The list has changed. */
  readonly onChange: () => void
}

export class TaskBoard {
  readonly #needs: TaskBoardNeeds
  readonly #tasks = new Map<string, Task>()

  constructor(needs: TaskBoardNeeds) {
    this.#needs = needs
  }

  views(): TaskView[] {
    return [...this.#tasks.values()].map(({ view }) => view)
  }

  /** One of a kind that is under way; undefined where there is none. */
  running(kind: TaskView['kind']): string | undefined {
    return this.views().find((view) => view.kind === kind && view.outcome === null)?.id
  }

  /** Begins, and gives the task's id at once. */
  start({ kind, title, subject, opensIn, work }: TaskStart): string {
    const running = [...this.#tasks.values()].filter(({ view }) => view.outcome === null)
    if (running.length >= mostRunning) {
      throw new InputError(
        'request-malformed',
        'Too much is under way. Cancel or finish something first.',
        'none',
      )
    }
    const id = this.#needs.uuid()
    const blank = { step: null, progress: null, preview: null, question: null, notes: [], outcome: null }
    const task: Task = {
      view: {
        ...{ id, kind, title, startedAt: this.#needs.now(), ...blank },
        ...(subject === undefined ? {} : { subject }),
      },
      abort: new AbortController(),
      answer: undefined,
      opensIn,
    }
    this.#tasks.set(id, task)
    this.#forgetOld()
    void this.#run(task, work)
    this.#needs.onChange()
    return id
  }

  /** The page that a task waits for, and the session that it belongs to. Undefined where there is none. */
  pageOf(id: string): { readonly url: URL; readonly session: string | undefined } | undefined {
    const task = this.#tasks.get(id)
    const address = task?.view.step?.url
    return address === undefined ? undefined : { url: new URL(address), session: task?.opensIn?.() }
  }

  /** Answers the question that is open; an answer to another is passed over: it was asked before. */
  answer(id: string, question: string, answer: string | undefined): void {
    const task = this.#tasks.get(id)
    if (task?.view.question?.id === question) task.answer?.(answer)
  }

  cancel(id: string): void {
    const task = this.#tasks.get(id)
    if (task?.view.outcome !== null) return
    task.abort.abort(new Error('cancelled by the person'))
    task.answer?.(undefined)
  }

  dismiss(id: string): void {
    if (this.#tasks.get(id)?.view.outcome) this.#tasks.delete(id)
    this.#needs.onChange()
  }

  /** The agent ends: nobody can answer any more. */
  close(): void {
    for (const id of this.#tasks.keys()) this.cancel(id)
  }

  async #run(task: Task, work: TaskStart['work']): Promise<void> {
    const progress: TaskProgress = {
      signal: task.abort.signal,
      prompts: {
        ask: (question) => this.#ask(task, question),
        tell: (message) =>
          this.#show(task, { notes: [...task.view.notes, withoutCommands(message)].slice(-50) }),
      },
      show: (change) => this.#show(task, change),
    }
    let outcome: TaskView['outcome']
    try {
      const end = await work(progress)
      outcome =
        end === undefined
          ? { kind: 'cancelled' }
          : {
              ...{ kind: 'done', summary: [...end.summary], diff: [...(end.diff ?? [])] },
              ...(end.said ? { said: [...end.said] } : {}),
            }
    } catch (thrown) {
      const error = windowError(errorView(thrown))
      if (error.code === 'internal' && !task.abort.signal.aborted)
        this.#needs.log.note('internal', { place: placeOf(thrown), operation: 'task' })
      outcome = task.abort.signal.aborted ? { kind: 'cancelled' } : { kind: 'failed', error }
    }
    this.#show(task, { question: null, progress: null, outcome })
  }

  #ask(task: Task, { message, secret, topic, problem }: Question): Promise<string | undefined> {
    task.answer?.(undefined)
    if (task.abort.signal.aborted) return Promise.resolve(undefined)
    const { promise, resolve } = Promise.withResolvers<string | undefined>()
    const id = this.#needs.uuid()
    task.answer = (answer) => {
      task.answer = undefined
      this.#show(task, { question: null })
      resolve(answer)
    }
    const about = { ...(topic && { topic }), ...(problem && { problem }) }
    this.#show(task, { question: { id, message, isSecret: secret, ...about } })
    return promise
  }

  #show(task: Task, change: Partial<TaskView>): void {
    if (task.view.outcome !== null) return
    task.view = { ...task.view, ...change }
    this.#needs.onChange()
  }

  #forgetOld(): void {
    const ended = [...this.#tasks.values()].filter(({ view }) => view.outcome !== null)
    for (const { view } of ended.slice(0, Math.max(0, ended.length - mostEnded))) this.#tasks.delete(view.id)
  }
}
