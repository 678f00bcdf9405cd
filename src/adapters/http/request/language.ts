import { headerOf, type Headers } from './wire.js';

export type Language = 'vi' | 'en';

/** The better liked of the two languages; Vietnamese where the caller does not say. */
export function languageOf(headers: Headers): Language {
  const accepted = (headerOf(headers, 'accept-language') ?? '').slice(0, 200).split(',').map(readRange);
  const weight = (language: Language): number => {
    const own = accepted.find(({ range }) => range === language || range.startsWith(`${language}-`));
    return (own ?? accepted.find(({ range }) => range === '*'))?.quality ?? 0;
  };
  return weight('en') > weight('vi') ? 'en' : 'vi';
}

function readRange(text: string): { readonly range: string; readonly quality: number } {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = Number(parameters.find((one) => one.startsWith('q='))?.slice(2) ?? 1);
  return { range, quality: Number.isFinite(quality) ? quality : 0 };
}

/** Whether a person in a browser asks, rather than a program. */
export const wantsHtml = (headers: Headers): boolean => (headerOf(headers, 'accept') ?? '').includes('text/html');
