/** Commands of buttons that are only about the conversation in Discord; no command of ours has such a name. */
export const buttonCommands = {
  openForm: 'form/open', sendForm: 'form/send', leave: 'form/leave',
  /** Shows what could not be said to somebody alone. */
  showAnswer: 'answer/show',
} as const;
