// The bookmark. Its lines are joined, PORT is filled in, and the whole becomes a javascript: address.
(()=>{
let d=document,
t='',
add=e=>{let s=e.outerHTML;if(t.length+s.length<30000)t+=s},
all=q=>d.querySelectorAll(q);
all('title,link[rel=canonical],base').forEach(add);
all('script[type*="ld+json"]').forEach(e=>/Product/.test(e.text)&&add(e));
all('meta[property^="og:"],meta[property^="product:"],meta[name^="twitter:"],meta[itemprop]').forEach(add);
t='<!doctype html><html lang="'+d.documentElement.lang.replace(/[^\w-]/g,'')+'"><head>'+t+'</head><body>';
let h=d.querySelector('h1'),
p=d.querySelector('[itemprop=price],[class*=price]');
h&&add(h);
p&&add(p);
let u='http://127.0.0.1:PORT/clip#'+encodeURIComponent(JSON.stringify({url:location.href,title:d.title,html:t}));
window.open(u,'_blank','width=520,height=680')||(location.href=u)
})()
