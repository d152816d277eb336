import { frame } from './frame.ts'

export const english = {
  language: 'en',
  frame,
}
