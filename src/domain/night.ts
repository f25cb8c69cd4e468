/** Hours of sleep on a clock that hangs where the person lives (spec §12): from this o'clock until that. */
export const night = { from: 22, to: 7 };
