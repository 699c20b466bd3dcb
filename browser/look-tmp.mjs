import { chromium } from "@playwright/test";
const base=process.env.PREAU_URL, out=process.env.OUT;
const b=await chromium.launch({executablePath:"/usr/bin/chromium",args:["--no-sandbox","--disable-gpu","--disable-background-networking","--disable-component-update","--disable-sync","--no-first-run"]});
const shots=JSON.parse(process.env.SHOTS);
for(const [login,secret,w,paths] of shots){
  const c=await b.newContext({viewport:{width:w,height:w<500?780:900},locale:"fr-FR",reducedMotion:"reduce"});
  const p=await c.newPage();
  if(login){ await p.goto(base+"/connexion"); await p.fill('[name=login]',login); await p.fill('[name=secret]',secret); await p.press("[name=secret]","Enter"); await p.waitForURL(u=>!u.pathname.startsWith("/connexion")); }
  for(const path of paths){ let url=path; 
    if(path.startsWith("click:")){ await p.locator(path.slice(6)).first().click(); await p.waitForLoadState("networkidle"); }
    else await p.goto(base+url);
    await p.waitForTimeout(400);
    await p.screenshot({path:`${out}/${login||"nobody"}-${w}-${path.replace(/[^a-z0-9]+/gi,"_")}.png`,fullPage:w>=500?false:false}); }
  await c.close();
}
await b.close();
