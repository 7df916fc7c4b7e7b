import { darkRules } from "./palette.ts";

/** The style of a report: one column of text, wide figures that scroll on a phone, light on paper. */
export function reportStyle(): string {
  return `
:root{color-scheme:light dark;--paper:#fff;--ink:#1b2127;--muted:#56606a;--line:#dde2e6;--tint:#f4f6f8;--accent:#0072b2;--good:#00795a;--alert:#fdf1e7;--alert-line:#d55e00}
*{box-sizing:border-box}
body{margin:0 auto;max-width:62rem;padding:2.5rem 1.25rem 4rem;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,"Segoe UI","Helvetica Neue",Arial,sans-serif}
h1{font-size:1.7rem;line-height:1.25;margin:0 0 .5rem;overflow-wrap:anywhere}
h2{font-size:1.2rem;margin:2.75rem 0 .5rem}
sub{line-height:0}
p{max-width:44rem;margin:.5rem 0}
a{color:var(--accent)}
.headline{font-size:1.15rem;margin:1rem 0 0}
.muted,figcaption,dt{color:var(--muted)}
.warnings{background:var(--alert);border-left:4px solid var(--alert-line);margin:1.5rem 0 0;padding:.75rem 1rem}
.warnings h2{margin:0 0 .25rem;font-size:1rem}
.warnings ul{margin:0;padding-left:1.2rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;font-size:.9rem}
th,td{padding:.4rem .6rem .4rem 0;text-align:right;border-bottom:1px solid var(--line);white-space:nowrap}
thead th{color:var(--muted);font-weight:600;font-size:.85rem;vertical-align:bottom}
th:first-child,td:first-child{text-align:left}
td:first-child small{display:block;color:var(--muted);white-space:normal;min-width:12rem;max-width:20rem;line-height:1.3}
.words{display:inline-block;white-space:normal;min-width:9rem}
td svg{display:block;width:8rem;height:.9rem}
figure{margin:.75rem 0 0}
figure svg{display:block;max-width:100%;height:auto;margin:0 auto}
figcaption{font-size:.92rem;max-width:44rem;margin-top:.5rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1.25rem;margin:.5rem 0;font-size:.94rem}
dd{margin:0;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
.checks{list-style:none;margin:.5rem 0;padding:0;max-width:44rem}
.checks li{padding-left:1.4rem;text-indent:-1.4rem}
.checks span{display:inline-block;width:1.4rem;text-indent:0;font-weight:700}
.checks .pass{color:var(--good)}
.checks .fail{color:var(--alert-line)}
.checks .unclear{color:var(--muted)}
pre{background:var(--tint);padding:.75rem 1rem;white-space:pre-wrap;overflow-wrap:anywhere;font-size:.85rem}
li{margin:.25rem 0}
@media(max-width:700px){body{padding-top:1.5rem}figure svg.wide{max-width:none;width:720px}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.4rem}}
@media screen and (prefers-color-scheme:dark){:root{--paper:#14181d;--ink:#e7eaed;--muted:#a3adb7;--line:#313a43;--tint:#1d232a;--accent:#6db6e8;--good:#3fc9a0;--alert:#2e2319;--alert-line:#ff9a4a}${darkRules()}}
@media print{html{font-size:9pt}.scroll{overflow:visible}body{max-width:none;padding:0;}h2{break-after:avoid}figure,tr,.warnings{break-inside:avoid}a{color:inherit}}
`;
}
