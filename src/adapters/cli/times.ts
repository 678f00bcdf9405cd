const inVietnam = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Ho_Chi_Minh',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** `2026-11-21 21:36:16`, in Vietnam. */
export const vietnamTime = (at: number): string => inVietnam.format(at);
export const iso = (at: number): string => new Date(at).toISOString();
