import type { english } from '../en/english.ts'
import { frame } from './frame.ts'

export const german: typeof english = {
  language: 'de',
  frame,
}
