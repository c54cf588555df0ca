<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>ผลโหวตความพึงพอใจเว็บไซต์</title>
<style>body{font:14px Tahoma;background:#fffbe8}h2,.hd{background:#0a6;color:#fff;padding:4px}</style>
</head>
<body bgcolor="#fffbe8" topmargin="0"><h2>ผลโหวตความพึงพอใจเว็บไซต์</h2><p>ท่านพอใจเว็บไซต์ของเราระดับใด (ม.ค. - มิ.ย. 2567)</p><table border="1" cellspacing="0" cellpadding="3"><tr><td>มากที่สุด</td><td>41.0 %</td><td>66</td></tr><tr><td>มาก</td><td>38.5 %</td><td>62</td></tr><tr><td>พอใช้</td><td>14.9 %</td><td>24</td></tr><tr><td>ควรปรับปรุง</td><td>5.6 %</td><td>9</td></tr></table><p>ผู้โหวต 161 คน</p></body>
</html>