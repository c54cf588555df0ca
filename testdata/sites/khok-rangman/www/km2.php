<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>พิษจากเห็ด</title>
<style>body{font:14px Tahoma;background:#fffbe8}h2,.hd{background:#0a6;color:#fff;padding:4px}</style>
</head>
<body bgcolor="#fffbe8" topmargin="0"><h2>พิษจากเห็ด</h2><p>ฤดูฝนพบผู้ป่วยกินเห็ดพิษทุกปี อาการคลื่นไส้ อาเจียน ให้รีบพบแพทย์และนำเห็ดตัวอย่างไปด้วย</p></body>
</html>